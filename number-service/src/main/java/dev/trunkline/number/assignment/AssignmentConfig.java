package dev.trunkline.number.assignment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** Settings of assignment. */
@ConfigMapping(prefix = "trunkline.assignment")
interface AssignmentConfig {

    /** Countries, ISO 3166-1 alpha-2, whose numbers need an emergency location before a user gets them. */
    @WithDefault("US,CA")
    Set<String> countriesRequiringEmergencyLocation();
}
