FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# With what is optional: the page's bundler has its native parts there.
RUN npm ci
COPY . .
RUN npm run build && rm -r dist/modules && npm prune --omit=dev --omit=optional

FROM node:24.21.0-bookworm-slim
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/libs/programs/editions ./libs/programs/editions
COPY --from=build /app/libs/ingestion/mappings ./libs/ingestion/mappings
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# A worker is the same image with dist/apps/worker/src/main.js. Nothing but /data and /tmp is written to.
CMD ["node", "--enable-source-maps", "dist/apps/service/src/main.js"]
