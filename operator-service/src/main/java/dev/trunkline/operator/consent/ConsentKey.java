package dev.trunkline.operator.consent;

import java.util.UUID;

/** Which consent. */
record ConsentKey(UUID operatorId, UUID tenantId) {}
