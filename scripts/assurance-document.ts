import { writeFileSync } from 'node:fs'
import { documentFile, writeDocument } from '../assurance/document'
import { findProofs } from '../assurance/proofs'

// npm run assurance:document: writes docs/assurance.md from the rows and the titles of the tests.
writeFileSync(documentFile, writeDocument(findProofs()))
