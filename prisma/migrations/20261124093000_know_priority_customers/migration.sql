-- CreateTable
CREATE TABLE "Customer" (
    "digest" TEXT NOT NULL,
    "branchId" TEXT,
    "segment" TEXT NOT NULL,
    "validUntil" DATE,

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("digest")
);
