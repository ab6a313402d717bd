"""`python -m tests.twin --port 4010 --sms-url http://127.0.0.1:8080/sms`: a Twilio to run the city against."""

import argparse
import os
import signal
from dataclasses import fields

from tests.twin.account import Account
from tests.twin.server import TwinServer
from tests.twin.twilio import Twilio


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    for each in fields(Account):
        kind = type(each.default)
        parser.add_argument(f"--{each.name.replace('_', '-')}", type=kind, default=each.default)
    given = vars(parser.parse_args())
    server = TwinServer(Twilio(Account(**{each.name: given[each.name] for each in fields(Account)})), given["port"])
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    print(server.url, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
