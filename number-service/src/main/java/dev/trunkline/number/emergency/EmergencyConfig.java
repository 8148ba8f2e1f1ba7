package dev.trunkline.number.emergency;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Set;

/** Settings of emergency addresses. */
@ConfigMapping(prefix = "trunkline.emergency")
interface EmergencyConfig {

    /**
     * How the postal codes of an area begin, by how its numbers begin: digits of E.164 without the plus sign. Heeded in BE, FR, DE, IE, NL
     * and ES only; what is not listed is not known, and then any address in the number's country will do.
     */
    Map<String, Set<String>> areas();
}
