"""A PostgreSQL server of one's own: in a folder under /tmp, on a socket there, gone at the end. The server refuses to be root's: then it is the
user postgres, else nobody, who runs it."""
import contextlib, os, pwd, shutil, subprocess, tempfile
from pathlib import Path

from suite import Skipped

VERSIONS = Path('/usr/lib/postgresql')


def programs():
    """The folder of the newest server's programs, 15 or later."""
    found = [path for path in VERSIONS.glob('*/bin') if (path / 'initdb').exists() and path.parent.name.isdigit() and int(path.parent.name) >= 15]
    if not found: raise Skipped('PostgreSQL 15 is not installed: run make setup')
    return max(found, key=lambda path: int(path.parent.name))


def other_user():
    """The user to run as, as setpriv takes it; nothing where we are not root."""
    if os.getuid(): return []
    for name in 'postgres', 'nobody':
        try: user = pwd.getpwnam(name)
        except KeyError: continue
        return ['setpriv', f'--reuid={user.pw_uid}', f'--regid={user.pw_gid}', '--clear-groups']
    raise Skipped('PostgreSQL does not run as root, and there is no other user')


class Server:
    """With one open, address(name) makes a database."""

    def __init__(self, **settings):
        self.programs, self.user = programs(), other_user()
        self.folder = Path(tempfile.mkdtemp(prefix='readout-pg-'))
        self.settings = {'listen_addresses': '', 'unix_socket_directories': self.folder, 'max_wal_size': '4GB'} | settings
        if self.user: shutil.chown(self.folder, *(int(word.split('=')[1]) for word in self.user[1:3]))

    def run(self, *words, **more):
        done = subprocess.run([*self.user, *map(str, words)], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=os.environ | {'LC_ALL': 'C.UTF-8'}, **more)
        if done.returncode: raise RuntimeError(f'{" ".join(map(str, words[:2]))}: {done.stdout.decode("utf-8", "replace")[-2000:]}')

    def start(self):
        options = ' '.join(f'-c {key}={value}' for key, value in self.settings.items())
        # What the server holds open is not ours: its output goes to its log.
        subprocess.run([*self.user, self.programs / 'pg_ctl', '-D', self.folder / 'data', '-o', options, '-l', self.folder / 'log', '-w', 'start'], cwd=self.folder,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=120)

    def stop(self, how='fast'):
        self.run(self.programs / 'pg_ctl', '-D', self.folder / 'data', '-m', how, '-w', 'stop', timeout=120)

    def address(self, name, make=True):
        if make: self.run(self.programs / 'createdb', '-h', self.folder, '-U', 'readout', name)
        return f'postgresql://readout@{str(self.folder).replace("/", "%2F")}/{name}'

    def __enter__(self):
        try:
            self.run(self.programs / 'initdb', '-D', self.folder / 'data', '-U', 'readout', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', timeout=120)
            self.start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_):
        with contextlib.suppress(RuntimeError): self.stop('immediate')   # it may have been stopped
        shutil.rmtree(self.folder, ignore_errors=True)
