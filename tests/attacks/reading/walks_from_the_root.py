# attack: walks every folder it can list and opens what looks like checks, answers or secrets
# stopped by: a box holds Python and NumPy; else Landlock
# verdict: failed,timeout
# exercise: 01_double
# tier: landlock
import os
import time

WANTED = ("checks.py", "mistakes.toml", "notes.txt", "id_rsa", "shadow", "results.jsonl", "batch.json")


def double(x):
    ends = time.monotonic() + 0.2
    for top in ("/tmp", "/home", "/root", "/var/tmp", "/etc", "/work", "/"):
        for folder, _, files in os.walk(top):
            for name in files:
                if name in WANTED:
                    try:
                        with open(os.path.join(folder, name), "rb") as file:
                            print("ESCAPED", folder, name, file.read(80))
                    except OSError:
                        pass
            if time.monotonic() > ends:
                return x
    return x
