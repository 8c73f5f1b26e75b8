// SPDX-License-Identifier: Apache-2.0
// Thrown when a text is not an address or prefix; the message is ready for the operator.
package io.eightfold.wire.address;

/**
 * A text is not an address, prefix or MAC address. The message is one sentence for the operator: the text, the part that
 * is wrong by name and position, the value seen and the limit, e.g.
 * {@code 64496.192.0.2.256: host octet 4 is 256; octets are 0 to 255}.
 */
public final class AddressParseException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    AddressParseException(String message) {
        super(message);
    }
}
