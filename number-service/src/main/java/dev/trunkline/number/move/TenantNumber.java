package dev.trunkline.number.move;

import dev.trunkline.contracts.E164Number;
import java.util.UUID;

/** Which number of which tenant. */
record TenantNumber(UUID tenantId, E164Number number) {}
