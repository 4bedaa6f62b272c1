# Enlace as a container: `docker build -t enlace .` (the README says how to run it).
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
ENV UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
WORKDIR /opt/enlace
COPY requirements/uv.lock requirements/run.lock requirements/
# uv lives in a venv of its own and stays behind; the bot's venv holds what the lock names.
RUN python3 -m venv /opt/uv \
 && /opt/uv/bin/python -m pip install --no-cache-dir --quiet --require-hashes -r requirements/uv.lock \
 && python3 -m venv --without-pip venv \
 && /opt/uv/bin/uv pip sync --quiet --require-hashes --python venv/bin/python requirements/run.lock
COPY locales locales
COPY committee committee
COPY export export
COPY storage storage
COPY services services
COPY scheduler scheduler
COPY web web
COPY sandbox sandbox
COPY bot bot
RUN venv/bin/python -m babel.messages.frontend --quiet compile -d locales -D enlace \
 && venv/bin/python -m compileall -q bot committee export locales sandbox scheduler services storage web \
 && printf '%s\n' '#!/opt/enlace/venv/bin/python' 'from bot.__main__ import main' '' 'main(prog_name="enlace")' \
    > venv/bin/enlace \
 && chmod 755 venv/bin/enlace \
 && rm -r requirements

FROM ${BASE}
RUN useradd --uid 10001 --user-group --no-log-init --home-dir /data --shell /usr/sbin/nologin enlace \
 && install -d -o enlace -g enlace -m 0750 /data
COPY --from=build /opt/enlace /opt/enlace
ENV PATH=/opt/enlace/venv/bin:$PATH \
    PYTHONPATH=/opt/enlace \
    PYTHONSAFEPATH=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ENLACE_DATA_DIR=/data \
    ENLACE_LISTEN=0.0.0.0:8080
USER 10001:10001
# Files that a command writes "here" land where writing is possible.
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
ENTRYPOINT ["enlace"]
CMD ["run"]
