# syntax=docker/dockerfile:1
# The portal, for any address, database and content: docker build -t lectern .

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1 NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json .npmrc ./
COPY packages/import/package.json packages/import/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && node --import tsx scripts/assemble-image.ts /image

# Without npm, compilers and headers, which nothing needs at run time.
FROM debian:bookworm-slim AS portal
COPY --from=build /usr/local/bin/node /usr/local/bin/node
# For CONTENT_GIT and the history of a mounted checkout. Git's few commands in Perl are not used.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git openssh-client \
  && rm -rf /var/lib/apt/lists/* /usr/share/perl /usr/share/perl5 /usr/lib/*/perl /usr/share/doc \
  && groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home node \
  && mkdir /content /data && chown node:node /data
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 DATA_DIR=/data CONTENT_DIR=/content
# Owned by root, run by another: what it serves it cannot change.
COPY --from=build /image ./
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself, so that a signal to the container reaches it.
CMD ["node", "--conditions=react-server", ".next/commands/start.mjs"]
