package dev.trunkline.local;

import java.net.URI;

/**
 * One process of a service.
 *
 * @param address where its API answers: scheme, host and port
 */
public record Replica(StackProcess process, URI address) {}
