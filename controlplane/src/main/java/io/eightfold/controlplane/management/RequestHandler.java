// SPDX-License-Identifier: Apache-2.0
// Answers the words of a management request.
package io.eightfold.controlplane.management;

import com.google.gson.JsonElement;
import java.util.List;

/** Answers the words of a management request. */
@FunctionalInterface
public interface RequestHandler {
    /**
     * Answers one request.
     * <p>Thread: session; several requests may be in here at once, never a worker.
     *
     * @param words the request, such as {@code show route 64496.10.1.0.0/16}; at least one
     * @return the answer, not null
     * @throws ManagementException when the request is wrong or cannot be answered; its message goes to the client
     */
    JsonElement handle(List<String> words) throws ManagementException;
}
