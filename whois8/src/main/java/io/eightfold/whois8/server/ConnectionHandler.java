// SPDX-License-Identifier: Apache-2.0
// A protocol on a connection.
package io.eightfold.whois8.server;

import java.io.IOException;

/** What a server does with a connection. Thread: session, one for each connection. */
public interface ConnectionHandler {
    /**
     * Reads and answers until the connection is to be closed.
     *
     * @return why it ends; when the listener has ended it before, the listener's reason counts
     * @throws IOException when the connection broke
     */
    EndReason serve(Connection connection) throws IOException;

    /** The words for a connection that is not served, written before it is closed; empty for none. At most a kilobyte. */
    byte[] refusal(EndReason reason, String address);
}
