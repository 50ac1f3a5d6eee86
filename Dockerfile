# The service in a container of its own. Keep /data (embedded PostgreSQL, key file, authority, photos) in a volume:
#
#   docker build --tag realname .
#   docker run --init --publish 127.0.0.1:3000:3000 --volume realname:/data realname
#
# DATABASE_URL, EVENTSTORE_URL and REDIS_URL switch to real servers; docker-compose.yml does so.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The client's package is for front ends: the service needs nothing of it.
RUN npm ci --workspaces=false
COPY tsconfig.json bundle.mjs ./
COPY src ./src
# The Node that npm brings for hosts with an older one is not needed here.
RUN npx tsc -b src && node bundle.mjs && npm prune --omit=dev --workspaces=false && rm -rf node_modules/node-linux-*

# The screens are plain files: what builds them stays behind.
FROM node:24-bookworm-slim AS screens
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY client ./client
COPY web ./web
RUN npm ci && npm run web

FROM node:24-bookworm-slim
WORKDIR /app
RUN install --directory --owner=node --group=node --mode=0700 /data
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=screens /app/web/dist ./web/dist
COPY package.json ./
COPY companies ./companies
COPY identity ./identity
COPY verifier ./verifier
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 METRICS_HOST=0.0.0.0 METRICS_PORT=9464 DATA_DIR=/data
VOLUME /data
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/service/main.js"]
