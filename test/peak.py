"""peak.py MB COMMAND…: runs a command and prints whether it needed less memory than that; its output is thrown away."""
import resource, subprocess, sys

done = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f'less than {sys.argv[1]} MB' if peak < int(sys.argv[1]) else f'{peak} MB')
sys.exit(done.returncode)
