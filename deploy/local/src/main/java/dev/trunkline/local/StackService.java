package dev.trunkline.local;

import java.util.Locale;

/** The three services. */
public enum StackService {
    OPERATOR,
    TENANT,
    NUMBER;

    /** Names the database and the roles. */
    public String database() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Names the module, the log file and the process. */
    public String module() {
        return database() + "-service";
    }
}
