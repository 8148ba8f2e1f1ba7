/** What the tests of outbox and inbox share: a service's database and topics on real servers. */
package dev.trunkline.platform.messaging;
