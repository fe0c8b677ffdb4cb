/** Only for Prisma's command line. The server applies the migrations by itself, see server/database/migrate.ts. */
const url = process.env["DATABASE_URL"]

export default {
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  ...(url === undefined ? {} : { datasource: { url } }),
}
