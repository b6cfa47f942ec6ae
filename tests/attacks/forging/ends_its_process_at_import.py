# attack: ends the process with success before anything is asked
# stopped by: exit codes are no verdict
# verdict: refused
# exercise: 01_double
import os

os._exit(0)
