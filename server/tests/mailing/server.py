"""A real mail server for tests: takes mail of one user over STARTTLS, and says what it took, a line of JSON for each."""

import json
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


class Taking:
    """Takes everything but mail for `nobody@…`, and puts off what is for `later@…`."""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later@"):
            return "451 4.3.0 come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        content = envelope.content.decode("utf-8", "replace")
        took = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "content": content, "tls": session.ssl is not None}
        print(json.dumps(took), flush=True)
        return "250 OK"


def known(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"opstap" and data.password == b"geheim")


class Safe(Controller):
    def factory(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        return SMTP(
            self.handler,
            hostname="localhost",
            tls_context=context,
            require_starttls=True,
            authenticator=known,
            auth_required=True,
        )


controller = Safe(Taking(), hostname="127.0.0.1", port=int(sys.argv[3]))
controller.start()
print(json.dumps({"ready": True}), flush=True)
sys.stdin.read()
controller.stop()
