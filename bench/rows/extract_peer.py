#!/usr/bin/env python3
"""extract_peer.py ROUNDS FILE…: takes the article out of each page with trafilatura, in one process, the pages' bytes in memory.

Prints {"pages", "bytes", "cpu"}: what it went through, and the processor seconds that took, without loading. Run by bench/run with
the environment that requirements-extract.txt describes.
"""
import json, sys, time
from pathlib import Path

import trafilatura


def main():
    pages = [Path(name).read_bytes() for name in sys.argv[2:]] * int(sys.argv[1])
    for page in pages[:5]: trafilatura.extract(page, include_comments=False)   # warm up
    cpu = time.process_time()
    for page in pages: trafilatura.extract(page, include_comments=False)
    print(json.dumps({'pages': len(pages), 'bytes': sum(map(len, pages)), 'cpu': time.process_time() - cpu}))


if __name__ == '__main__': main()
