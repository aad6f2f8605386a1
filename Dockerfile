# syntax=docker/dockerfile:1
# Two images of one build: the portal, and the front server that has its pages as files.
#   docker build --build-arg BASE_URL=https://learn.example.org --target portal -t lectern .

FROM node:24-bookworm-slim AS build
WORKDIR /app
# Where pages name the address that readers use; the portal has to be started with the same.
ARG BASE_URL
ENV BASE_URL=${BASE_URL} NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1 NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund && rm -rf .next/cache

FROM caddy:2.10-alpine AS front
COPY --from=build /app/.next/prepared /srv/prepared
COPY deploy/Caddyfile /etc/caddy/Caddyfile

FROM node:24-bookworm-slim AS portal
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 DATA_DIR=/data
# Owned by root, run by another: what it serves it cannot change.
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself, so that a signal to the container reaches it.
CMD ["node", "--conditions=react-server", "--import", "tsx", "scripts/start.ts"]
