package dev.trunkline.tenant.enablement;

import java.time.Instant;

/** Which version of the data-transfer notice was accepted, by whom and when. */
record Notice(String version, String acceptedBy, Instant acceptedAt) {}
