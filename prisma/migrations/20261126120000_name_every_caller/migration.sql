-- AlterTable
ALTER TABLE "AccessToken" ADD COLUMN     "isDemo" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "scopes" TEXT[];

-- CreateTable
CREATE TABLE "Staff" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "secretUntil" TIMESTAMPTZ(3),
    "oidcSubject" TEXT,
    "totpSecret" TEXT,
    "totpOffer" TEXT,
    "totpLastStep" INTEGER,
    "recoveryCodes" TEXT[],
    "failedCount" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Staff_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StaffRole" (
    "staffId" TEXT NOT NULL,
    "branchId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "StaffRole_pkey" PRIMARY KEY ("staffId","branchId","role")
);

-- CreateTable
CREATE TABLE "StaffSession" (
    "digest" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "provedAt" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedBy" TEXT,

    CONSTRAINT "StaffSession_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "Device" (
    "id" TEXT NOT NULL,
    "branchId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "counterId" TEXT,
    "publicKey" JSONB NOT NULL,
    "pairedAt" TIMESTAMPTZ(3) NOT NULL,
    "approvedBy" TEXT NOT NULL,
    "seenAt" TIMESTAMPTZ(3),
    "askedAt" BIGINT NOT NULL DEFAULT 0,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeviceToken" (
    "digest" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "replacedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DeviceToken_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "Pairing" (
    "deviceDigest" TEXT NOT NULL,
    "userDigest" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "publicKey" JSONB NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "pollAfter" TIMESTAMPTZ(3) NOT NULL,
    "deviceId" TEXT,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Pairing_pkey" PRIMARY KEY ("deviceDigest")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "chain" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "body" JSON NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("chain","seq")
);

-- CreateTable
CREATE TABLE "DailyRoot" (
    "branchId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,

    CONSTRAINT "DailyRoot_pkey" PRIMARY KEY ("branchId","day")
);

-- CreateTable
CREATE TABLE "AccessVersion" (
    "id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "AccessVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TicketContact" (
    "ticketId" TEXT NOT NULL,
    "branchId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "phoneDigest" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "consentedAt" TIMESTAMPTZ(3) NOT NULL,
    "forgetAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TicketContact_pkey" PRIMARY KEY ("ticketId")
);

-- CreateIndex
CREATE UNIQUE INDEX "Staff_oidcSubject_key" ON "Staff"("oidcSubject");

-- CreateIndex
CREATE INDEX "StaffRole_branchId_idx" ON "StaffRole"("branchId");

-- CreateIndex
CREATE INDEX "StaffSession_staffId_idx" ON "StaffSession"("staffId");

-- CreateIndex
CREATE INDEX "Device_branchId_idx" ON "Device"("branchId");

-- CreateIndex
CREATE INDEX "DeviceToken_deviceId_idx" ON "DeviceToken"("deviceId");

-- CreateIndex
CREATE UNIQUE INDEX "Pairing_userDigest_key" ON "Pairing"("userDigest");

-- CreateIndex
CREATE INDEX "TicketContact_phoneDigest_idx" ON "TicketContact"("phoneDigest");

-- CreateIndex
CREATE INDEX "TicketContact_forgetAt_idx" ON "TicketContact"("forgetAt");


-- The one row that rises with each change of who may do what.
INSERT INTO "AccessVersion" (id, version) VALUES (1, 0);
