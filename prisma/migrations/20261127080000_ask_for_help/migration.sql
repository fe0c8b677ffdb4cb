-- CreateTable
CREATE TABLE "HelpRequest" (
    "id" TEXT NOT NULL,
    "branchId" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "comingAt" TIMESTAMPTZ(3),
    "counterId" TEXT,

    CONSTRAINT "HelpRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "HelpRequest_branchId_deviceId_key" ON "HelpRequest"("branchId", "deviceId");
