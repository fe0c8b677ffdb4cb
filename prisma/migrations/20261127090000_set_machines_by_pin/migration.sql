-- CreateTable
CREATE TABLE "SettingsPin" (
    "branchId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "SettingsPin_pkey" PRIMARY KEY ("branchId")
);
