-- CreateTable
CREATE TABLE "DeviceHealth" (
    "branchId" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "report" JSONB NOT NULL,
    "heardAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DeviceHealth_pkey" PRIMARY KEY ("branchId","deviceId")
);
