package dev.trunkline.platform.tenancy;

/** The scope of a transaction could not be set, so it must not go on. */
class DataScopeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DataScopeException(String message, Throwable cause) {
        super(message, cause);
    }
}
