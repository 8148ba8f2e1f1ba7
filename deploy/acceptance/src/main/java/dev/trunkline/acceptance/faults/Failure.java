package dev.trunkline.acceptance.faults;

import dev.trunkline.local.StackService;
import java.time.Instant;

/**
 * A try of a command that its client had to make again.
 *
 * @param status 0 without an answer
 * @param retryAfter whether the answer said when to try again
 * @param cause of a try without an answer
 */
record Failure(Instant at, StackService service, String kind, int status, boolean retryAfter, String cause) {}
