"""Three kernels, one machine: `cxltwin demo`, then `python examples/tour.py [URL]`."""
# ruff: noqa: D103, INP001, T201

import sys

import httpx

twin = httpx.Client(base_url=sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080")


def ask(host: str, path: str, **body: object) -> dict:
    answer = twin.post(f"/v1/hosts/{host}{path}", json=body).raise_for_status().json()
    result = answer.get("errno") or answer["ret"]
    print(f"  {path.rpartition(':')[2]:13} = {result!s:7} {answer['decided_by']['sentence']}")
    return answer


for host in ("june", "v4", "lists"):
    print(f"{host} runs {twin.get(f'/v1/hosts/{host}').json()['kernel_model']}")
    for node in twin.get(f"/v1/hosts/{host}/zonelists").json()["items"]:
        print(f"  node {node['nid']} falls back to {node['fallback']}")
    ask(host, "/tasks", pid=1000, cpu=0)
    ask(host, "/tasks/1000:mmap", area="buf", nr_pages=16)
    ask(host, "/tasks/1000:set_mempolicy", mode="MPOL_BIND", nodemask=[2])
    ask(host, "/tasks/1000:mbind", area="buf", mode="MPOL_BIND", nodemask=[2])
    print("  pages on", ask(host, "/tasks/1000:touch", area="buf")["placed"])
    walk = ask(host, ":alloc_pages", label="t", preferred_nid=2, gfp=["GFP_KERNEL"], explain=True)
    print("  walked", [(step["nid"], step["verdict"]) for step in walk["trace"] if "zone" in step])
    ask(host, ":free_pages", label="t")
    ask(host, "/tasks/1000:exit")
