package dev.trunkline.platform.web;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts a service. */
@QuarkusMain
public final class ServiceMain {

    private ServiceMain() {}

    /**
     * Before anything of the HTTP server is loaded: it would answer what is no URI with a status and nothing else, neither problem nor security
     * headers; {@link UnroutedProblems} does that better.
     */
    public static void main(String... arguments) {
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
