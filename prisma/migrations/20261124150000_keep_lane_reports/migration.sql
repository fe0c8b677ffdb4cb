-- CreateTable
CREATE TABLE "LaneReport" (
    "branchId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "report" JSONB NOT NULL,

    CONSTRAINT "LaneReport_pkey" PRIMARY KEY ("branchId","day")
);
