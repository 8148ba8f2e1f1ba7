package dev.trunkline.tenant.enablement;

import java.time.Instant;

/**
 * One change of an enablement, as the database dates and numbers it.
 *
 * @param revision of the enablement after the change
 * @param actor whom the history names
 */
record Moment(Instant at, long revision, String actor) {}
