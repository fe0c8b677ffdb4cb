-- AlterTable
ALTER TABLE "Event" ADD COLUMN     "hash" TEXT;
