#!/usr/bin/python3
"""A real SMTP server for tests. It writes what it is given to FOLDER/NUMBER.json, and does what the recipient's name asks for:
refuse@ 550, later@ 451, refuse-content@ 554 after the content, drop@ cuts the connection in place of the last answer, slow@ answers
when the file FOLDER/go is there."""

import argparse
import asyncio
import itertools
import json
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Handler:
    def __init__(self, folder):
        self.folder = folder
        self.numbers = itertools.count(1)

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = {"refuse": "550 5.1.1 no such mailbox", "later": "451 4.3.0 try again later"}
        if answer := answers.get(address.split("@")[0]):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        mail = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "content": envelope.content.decode("ascii"),
                "tls": session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
                "user": session.auth_data.login.decode() if session.auth_data else ""}
        written = self.folder / "being-written"
        written.write_text(json.dumps(mail))
        written.rename(self.folder / f"{next(self.numbers)}.json")
        if name == "refuse-content":
            return "554 5.6.0 not this"
        if name == "drop":
            server.transport.abort()
        while name == "slow" and not (self.folder / "go").exists():
            await asyncio.sleep(0.01)
        return "250 OK"


def read_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--user")
    parser.add_argument("--password")
    return parser.parse_args()


def protocol(options, handler, context):
    def authenticate(server, session, envelope, mechanism, data):
        wanted = LoginPassword(options.user.encode(), options.password.encode())
        return AuthResult(success=data == wanted, handled=False, auth_data=data)

    return SMTP(
        handler,
        hostname="smtp.test",
        tls_context=context if options.tls == "starttls" else None,
        require_starttls=options.tls == "starttls",
        authenticator=authenticate if options.user else None,
        auth_required=bool(options.user),
        # With implicit TLS the protocol does not know that it is spoken through it.
        auth_require_tls=options.tls == "starttls",
    )


async def main():
    options = read_options()
    context = None
    if options.tls != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    handler = Handler(options.folder)
    server = await asyncio.get_running_loop().create_server(
        lambda: protocol(options, handler, context),
        "127.0.0.1",
        options.port,
        ssl=context if options.tls == "implicit" else None,
    )
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(main())
