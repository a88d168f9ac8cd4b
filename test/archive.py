"""archive.py: web archives (WARC 1.1) for the tests, written to standard output.

archive.py RECORD…    RECORD: KIND[,option…] of
  page=NAME           a response of HTTP with a short report, https://news.example/NAME
  resource=NAME       the same without HTTP
  revisit=NAME        a revisit of it
  request  picture    not pages        status=N    an answer with that status
  plain=NAME          a conversion to plain text
options: gzip deflate brotli-none (Content-Encoding), chunked, lies (chunks announced, none sent), latin1 (charset only in HTTP), short
(the gzip body cut in half), big (a body of 20 MB), nolength.
"""
import gzip, sys, zlib


def report(name, charset='utf-8'):
    return (f'<html><head><title>The {name} bridge</title></head><body><article><p>The mayor of {name} said on Monday that the old bridge '
            f'would stay closed until spring, and that caf\u00e9s beside it would be paid for what they lose.</p><p>"We will not open it before it is safe," '
            f'she told reporters at the town hall, where the council had met for two hours.</p></article></body></html>').encode(charset)


def chunked(body):
    pieces = [body[i:i + 100] for i in range(0, len(body), 100)]
    return b''.join(b'%x\r\n%s\r\n' % (len(piece), piece) for piece in pieces) + b'0\r\n\r\n'


def http(name, options, status=200):
    body, fields = report(name, 'latin-1' if 'latin1' in options else 'utf-8'), []
    if 'big' in options: body = body.replace(b'</p>', b' and so on' * 2_000_000 + b'</p>', 1)
    fields.append('Content-Type: text/html' + ('; charset=ISO-8859-1' if 'latin1' in options else ''))
    if 'gzip' in options: body = gzip.compress(body, mtime=0)
    if 'short' in options: body = body[:len(body) * 3 // 4]
    if 'deflate' in options: body = zlib.compress(body)[2:-4]
    for coding in ('gzip', 'deflate'):
        if coding in options: fields.append(f'Content-Encoding: {coding}')
    if 'odd' in options: fields.append('Content-Encoding: compress')
    if 'chunked' in options or 'lies' in options: fields.append('Transfer-Encoding: chunked')
    if 'chunked' in options: body = chunked(body)
    return f'HTTP/1.1 {status} Said\r\n{chr(13) + chr(10)}'[:-2].encode() + '\r\n'.join(fields).encode() + b'\r\n\r\n' + body


def record(kind, name, content_type, block, options=()):
    fields = [f'WARC-Type: {kind}', f'WARC-Target-URI: https://news.example/{name}', 'WARC-Date: 2026-01-05T10:00:00Z',
              f'WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(zlib.crc32(name.encode())):012d}>', f'Content-Type: {content_type}']
    if 'nolength' not in options: fields.append(f'Content-Length: {len(block)}')
    return ('WARC/1.1\r\n' + '\r\n'.join(fields) + '\r\n\r\n').encode() + block + b'\r\n\r\n'


def make(word):
    kind, *options = word.split(',')
    kind, _, name = kind.partition('=')
    response = 'application/http; msgtype=response'
    if kind == 'page': return record('response', name, response, http(name, options), options)
    if kind == 'resource': return record('resource', name, 'text/html; charset=utf-8', report(name))
    if kind == 'plain': return record('conversion', name, 'text/plain', f'The mayor of {name} said the bridge was closed.'.encode())
    if kind == 'revisit': return record('revisit', name, response, b'HTTP/1.1 200 OK\r\n\r\n')
    if kind == 'request': return record('request', 'asked', 'application/http; msgtype=request', b'GET / HTTP/1.1\r\n\r\n')
    if kind == 'picture': return record('response', 'picture.png', response, b'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\0\0')
    if kind == 'status': return record('response', 'gone', response, http('gone', options, int(name)))
    sys.exit(f'archive.py: no kind of record {kind}')


for word in sys.argv[1:]: sys.stdout.buffer.write(make(word))
