"""archive: a web archive of 2 GB, made of the test pages again and again, through readout extract: peak memory and pages a second."""
import subprocess, tempfile

from .common import ROOT, Figure, Unable, pinned

SIZE = 2 * 1024 ** 3   # bytes
PAGES = ROOT / 'test' / 'cases' / 'extract'


def record(number, page):
    block = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n' + page
    head = (f'WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2026-01-05T10:00:00Z\r\n'
            f'WARC-Record-ID: <urn:x:{number}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n')
    return head.encode() + block + b'\r\n\r\n'


def write(file, pages):
    """How many pages went in."""
    size = number = 0
    while size < SIZE:
        size += file.write(record(number, pages[number % len(pages)]))
        number += 1
    file.flush()
    return number


def measure(args, data):
    pages = [path.read_bytes() for path in sorted(PAGES.glob('*.html'))]
    if not pages: raise Unable(f'no pages in {PAGES}')
    with tempfile.NamedTemporaryFile(suffix='.warc', dir=ROOT / 'build') as file:
        count = write(file, pages)
        command = pinned([args.core], '/usr/bin/env', 'python3', '-c', WATCH, args.readout, 'extract', '--jobs', '1', file.name)
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode: raise Unable(f'readout extract ended with {done.returncode}')
    seconds, peak = map(float, done.stdout.split())
    return [Figure('a web archive of 2 GB: peak memory, MB', peak / 1024, 300, '.0f', least=False),
            Figure('its pages a second, extraction alone', count / seconds, form=',.0f'),
            Figure('its megabytes a second', SIZE / seconds / 1e6, form='.1f')]


WATCH = """
import resource, subprocess, sys, time
begun = time.monotonic()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.monotonic() - begun, used.ru_maxrss)
sys.exit(code if code not in (0, 3) else 0)
"""
