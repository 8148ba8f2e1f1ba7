package dev.trunkline.operator;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** Tests of the service on real servers, each a {@code @QuarkusTest}; other services are played by {@link OtherServices}. */
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "operator"))
public abstract class OperatorServiceTest {}
