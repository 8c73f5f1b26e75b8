// SPDX-License-Identifier: Apache-2.0
// What a router is to its peer.
package io.eightfold.bgp8.message;

/** What a router is to its peer, as it says in its OPEN. Values and source: RFC 9234 §4.1. Thread: any. */
public enum Role {
    PROVIDER(0, "provider"),
    ROUTE_SERVER(1, "rs-server"),
    ROUTE_SERVER_CLIENT(2, "rs-client"),
    CUSTOMER(3, "customer"),
    PEER(4, "peer");

    private final int code;
    private final String word;

    Role(final int code, final String word) {
        this.code = code;
        this.word = word;
    }

    public int code() {
        return code;
    }

    /** Its word in configuration and output, as FRR has it. */
    public String word() {
        return word;
    }

    /** The only role that the other side may have. Source: RFC 9234 §4.2, table 2. */
    public Role opposite() {
        return switch (this) {
            case PROVIDER -> CUSTOMER;
            case CUSTOMER -> PROVIDER;
            case ROUTE_SERVER -> ROUTE_SERVER_CLIENT;
            case ROUTE_SERVER_CLIENT -> ROUTE_SERVER;
            case PEER -> PEER;
        };
    }

    /** The role of that code, or null. */
    public static Role of(final int code) {
        for (final Role role : values()) {
            if (role.code == code) {
                return role;
            }
        }
        return null;
    }
}
