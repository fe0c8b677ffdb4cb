-- CreateTable
CREATE TABLE "VoicePack" (
    "branchId" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "installedAt" TIMESTAMPTZ(3) NOT NULL,
    "installedBy" TEXT NOT NULL,

    CONSTRAINT "VoicePack_pkey" PRIMARY KEY ("branchId","language")
);

-- CreateTable
CREATE TABLE "VoiceFile" (
    "version" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "VoiceFile_pkey" PRIMARY KEY ("version","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "VoicePack_version_key" ON "VoicePack"("version");
