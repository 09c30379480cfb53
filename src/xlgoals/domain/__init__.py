"""What the program talks about, each idea declared once. No pandas, no workbook, no clock."""
