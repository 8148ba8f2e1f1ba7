/** Requests that no client library would send, made from a service's OpenAPI document by a seed. */
package dev.trunkline.platform.testing.fuzz;
