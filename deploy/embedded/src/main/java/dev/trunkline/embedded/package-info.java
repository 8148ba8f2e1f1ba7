/**
 * Real servers from Maven artifacts, for tests and the local stack: PostgreSQL as a child process, a Kafka broker and an
 * OpenID Connect issuer in this JVM. Nothing needs to be installed, and nothing outlives the JVM that started it.
 */
@NullMarked
package dev.trunkline.embedded;

import org.jspecify.annotations.NullMarked;
