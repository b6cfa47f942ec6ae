# attack: makes a lent function fail, to read paths and values in its exception
# stopped by: an exception crosses as a built-in name and its message
# verdict: failed,raised
# exercise: 02_walk
import traceback


def walk(slope, start, steps):
    for given in ((), ("text",), (start, start), ({},), (None,), (10**4000,), (slope,), (start.astype("U9"),)):
        try:
            slope(*given)
        except BaseException as error:
            text = "".join(traceback.format_exception(error))
            if "@COURSE@" in text or "checks" in text or error.__cause__ or error.__context__:
                print("ESCAPED", text[:300])
    yield start + 1
