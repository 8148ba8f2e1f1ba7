package dev.trunkline.local;

import java.net.URI;

/**
 * One process of a service.
 *
 * @param address where its API answers: scheme, host and port
 * @param management where its health and metrics do
 */
public record Replica(StackProcess process, URI address, URI management) {}
