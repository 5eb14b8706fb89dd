# cxltwin in a container: no root, no compiler, bytecode ready, works with a read-only root file system.
# Data of the embedded store: volume /data. Everything is set by CXLTWIN_* variables. Nobody is asked who
# they are, so the service wants to hear that the network is to be trusted, and the port stays on loopback:
#   docker run -e CXLTWIN_TRUSTED_NETWORK=true -p 127.0.0.1:8080:8080 -p 127.0.0.1:50051:50051 cxltwin
FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock requirements-dev.lock ./
RUN pip install -r requirements.lock
COPY pyproject.toml README.md LICENSE alembic.ini ./
COPY service service
COPY migrations migrations
COPY scenarios scenarios
COPY docs/api docs/api
# the lock also pins what builds the package
RUN PIP_CONSTRAINT=requirements-dev.lock pip install --no-deps --editable . \
    && python -m compileall -q service migrations \
    && pip uninstall --yes pip setuptools

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home cxltwin \
    && install --directory --owner cxltwin --group cxltwin /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /data
USER 10001
VOLUME /data
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CXLTWIN_DATABASE_URL=sqlite:////data/cxltwin.db \
    CXLTWIN_HTTP_HOST=0.0.0.0 \
    CXLTWIN_GRPC_HOST=0.0.0.0 \
    CXLTWIN_LOG_FORMAT=json
EXPOSE 8080 50051
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
ENTRYPOINT ["cxltwin"]
CMD ["serve"]
