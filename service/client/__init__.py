"""A thin typed client of the REST API, sync and async; the command line's only way to a service.

    from service.client import Client
    from service.mm.commands.policy import Mbind

    with Client("http://127.0.0.1:8080") as client:
        reply = client.call("june", Mbind(pid=100, area="buf", mode="MPOL_BIND", nodemask=(2,)))
        print(reply.answer.ret, reply.answer.decided_by.sentence)
"""

from service.client.aio import AsyncClient
from service.client.errors import Problem, ServiceError
from service.client.requests import ImportedFile, Reply
from service.client.sync import Client

__all__ = ["AsyncClient", "Client", "ImportedFile", "Problem", "Reply", "ServiceError"]
