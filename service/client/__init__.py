"""A thin typed client of the REST API, sync and async; the command line's only way to a service.

```python
from service.client import Client

with Client("http://127.0.0.1:8080") as client:
    reply = client.call("june", "mbind", pid=100, area="buf", mode="MPOL_BIND", nodemask=[2])
    print(reply.ret, reply.decided_by.sentence)
```
"""

from service.client.aio import AsyncClient
from service.client.errors import Problem, ServiceError
from service.client.requests import Call, DecidedBy, ImportedFile, Options, Reply
from service.client.sync import Client

__all__ = [
    "AsyncClient",
    "Call",
    "Client",
    "DecidedBy",
    "ImportedFile",
    "Options",
    "Problem",
    "Reply",
    "ServiceError",
]
