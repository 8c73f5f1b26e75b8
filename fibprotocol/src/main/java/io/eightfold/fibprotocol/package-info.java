// SPDX-License-Identifier: Apache-2.0
// What control plane and dataplane say to each other.
/** The FIB protocol between control plane and dataplane, its codecs and its channel. */
package io.eightfold.fibprotocol;
