package dev.trunkline.platform.republish;

import org.jspecify.annotations.Nullable;

/**
 * What to say again.
 *
 * @param topic one of the service's; all of them when absent
 */
public record RepublicationRequest(@Nullable String topic) {}
