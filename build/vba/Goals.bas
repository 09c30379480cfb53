Attribute VB_Name = "Goals"
Option Explicit
' Between the worksheet functions and Python: cells out, one call, answers and real errors back.
' The call itself is xlwings' (module xlwings, BSD licence).

Private Const PYTHON_MODULE As String = "xlgoals.udfs"
Private server As Object
Private failure As String

' What stands in an argument: the values of a range, or what was typed. Empty where it is left out.
Public Function GoalsCells(Optional given As Variant) As Variant
    Dim cells As Range
    If IsMissing(given) Then Exit Function
    If TypeName(given) <> "Range" Then
        GoalsCells = given
        Exit Function
    End If
    Set cells = given
    If cells.Areas.Count > 1 Then
        GoalsCells = CVErr(xlErrValue)
        Exit Function
    End If
    If cells.Rows.Count = cells.Worksheet.Rows.Count Then Set cells = GoalsUsed(cells)
    GoalsCells = cells.Value2
End Function

' A whole column down to the last row that is in use.
Private Function GoalsUsed(cells As Range) As Range
    Dim last As Long
    With cells.Worksheet.UsedRange
        last = .Row + .Rows.Count - 1
    End With
    Set GoalsUsed = cells.Resize(last)
End Function

' A function's answer from Python. Tried twice: the process may have ended since the last call.
Public Function GoalsCall(name As String, given As Variant) As Variant
    #If Mac Then
        GoalsCall = CVErr(xlErrNA)
    #Else
        Dim attempt As Long
        For attempt = 1 To 2
            If GoalsAsked(name, given, GoalsCall) Then Exit Function
            Set server = Nothing
        Next attempt
        GoalsCall = CVErr(xlErrValue)
    #End If
End Function

#If Mac Then
#Else
' Whether Python answered; why not is kept for the button Help.
Private Function GoalsAsked(name As String, given As Variant, answer As Variant) As Boolean
    On Error GoTo failed
    If server Is Nothing Then Set server = XLPy
    answer = GoalsAnswer(server.CallUDF(PYTHON_MODULE, name, given, ThisWorkbook, Application.Caller))
    GoalsAsked = True
    failure = ""
    Exit Function
failed:
    failure = Err.Description
End Function
#End If

' An answer with its errors as Excel knows them: a cell, a row, or rows.
Public Function GoalsAnswer(ByVal answer As Variant) As Variant
    Dim row As Long, column As Long
    If Not IsArray(answer) Then
        GoalsAnswer = GoalsCell(answer)
        Exit Function
    End If
    For row = LBound(answer, 1) To UBound(answer, 1)
        If GoalsDimensions(answer) = 1 Then
            answer(row) = GoalsCell(answer(row))
        Else
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(row, column) = GoalsCell(answer(row, column))
            Next column
        End If
    Next row
    GoalsAnswer = answer
End Function

Private Function GoalsDimensions(answer As Variant) As Long
    Dim last As Long
    On Error GoTo one
    last = UBound(answer, 2)
    GoalsDimensions = 2
    Exit Function
one:
    GoalsDimensions = 1
End Function

' One cell: Python names errors by their text, and answers no other text.
Public Function GoalsCell(ByVal cell As Variant) As Variant
    If VarType(cell) <> vbString Then
        GoalsCell = cell
        Exit Function
    End If
    Select Case cell
        Case "#N/A": GoalsCell = CVErr(xlErrNA)
        Case "#NUM!": GoalsCell = CVErr(xlErrNum)
        Case "#DIV/0!": GoalsCell = CVErr(xlErrDiv0)
        Case "#REF!": GoalsCell = CVErr(xlErrRef)
        Case "#NAME?": GoalsCell = CVErr(xlErrName)
        Case "#NULL!": GoalsCell = CVErr(xlErrNull)
        Case Else: GoalsCell = CVErr(xlErrValue)
    End Select
End Function

' Why the last call of a function failed; nothing where it did not.
Public Function GoalsFailure() As String
    GoalsFailure = failure
End Function
