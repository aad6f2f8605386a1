# syntax=docker/dockerfile:1
# The portal, for any address, database and content: docker build -t lectern .

FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1 NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json .npmrc ./
COPY packages/import/package.json packages/import/
RUN npm ci --no-audit --no-fund
COPY . .
# The portal runs without the packages, so neither they nor what only they need is part of the image.
RUN npm run build && npm prune --omit=dev --workspaces=false --no-audit --no-fund && rm -rf .next/cache packages

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
